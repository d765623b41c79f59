package vorlauf.broken.engine;

import org.jfree.chart.JFreeChart;

record Draws(JFreeChart chart) {}
