/**
 * The engine: one call that compiles a graph, opens a device and keeps the sound going ({@link vorlauf.engine.Engine}), the
 * same without a device in audio time ({@link vorlauf.engine.OfflineRenderer}), and what a device implements
 * ({@link vorlauf.engine.Backend}).
 */
@NullMarked
package vorlauf.engine;

import org.jspecify.annotations.NullMarked;
