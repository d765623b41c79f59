package vorlauf.broken.engine;

import vorlauf.broken.backend.noise.Noise;

record KnowsABackend(Noise noise) {}
