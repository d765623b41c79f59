package vorlauf.broken.plan;

import org.reactivestreams.Publisher;

record HoldsAPublisher(Publisher<Float> values) {}
