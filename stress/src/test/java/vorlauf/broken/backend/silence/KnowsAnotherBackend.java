package vorlauf.broken.backend.silence;

import vorlauf.broken.backend.noise.Noise;

record KnowsAnotherBackend(Noise noise) {}
