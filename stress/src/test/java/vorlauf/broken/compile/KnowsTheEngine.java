package vorlauf.broken.compile;

import vorlauf.broken.engine.Engine;

record KnowsTheEngine(Engine engine) {}
