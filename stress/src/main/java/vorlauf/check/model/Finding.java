package vorlauf.check.model;

import vorlauf.check.FindingKind;

/**
 * What is wrong with an execution.
 *
 * @param kind in general
 * @param property the promise that is broken, in a word or two
 * @param message in one line
 */
public record Finding(FindingKind kind, String property, String message) {}
