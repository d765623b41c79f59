package vorlauf.broken.compile;

import reactor.core.publisher.Flux;

record UsesReactor(Flux<Float> values) {}
