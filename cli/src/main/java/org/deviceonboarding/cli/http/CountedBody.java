package org.deviceonboarding.cli.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A request body that reports how many bytes were sent. */
record CountedBody(BodyPublisher body, LongConsumer sent) implements BodyPublisher {
    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Counting(subscriber, sent, new AtomicLong()));
    }

    private record Counting(Subscriber<? super ByteBuffer> to, LongConsumer sent, AtomicLong count)
            implements Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer part) {
            sent.accept(count.addAndGet(part.remaining()));
            to.onNext(part);
        }

        @Override
        public void onError(Throwable e) {
            to.onError(e);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}
