package vorlauf.broken.ring;

import java.nio.file.Path;

record ReadsAFile(Path file) {}
