package vorlauf.broken.engine;

public final class Engine {
    private Engine() {}
}
