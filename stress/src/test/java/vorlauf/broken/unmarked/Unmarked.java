package vorlauf.broken.unmarked;

record Unmarked(int value) {}
