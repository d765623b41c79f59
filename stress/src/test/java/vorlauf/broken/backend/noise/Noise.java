package vorlauf.broken.backend.noise;

public final class Noise {
    private Noise() {}
}
