package org.deviceonboarding.log.command;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.actor.Actor.Fact;
import org.deviceonboarding.log.LogPosition;
import org.deviceonboarding.log.append.AppendedPositions;
import org.deviceonboarding.log.trace.Tracing;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The dispatcher has a command carried out in the name of an actor. When it returns, the change is committed; what the handler
 * throws is thrown here. A change that lost a race for its aggregate is made again. Within another command's handler, a command
 * takes part in that one's transaction: both happen or neither.
 */
@Component
public class CommandDispatcher {
    private final CommandBus bus;
    private final TransactionManager transactions;
    private final LogPosition positions;
    private final Tracing tracing;

    CommandDispatcher(
            CommandBus bus,
            PlatformTransactionManager transactions,
            LogPosition positions,
            ObjectProvider<Tracing> tracing) {
        this.bus = bus;
        this.transactions = new SpringTransactionManager(transactions);
        this.positions = positions;
        this.tracing = tracing.getIfAvailable(() -> Tracing.OFF);
    }

    public void send(Command command, Actor actor) {
        carriedOut(command, actor);
    }

    /** @return what the handler answers */
    public <R> Optional<R> ask(Command command, Actor actor, Class<R> type) {
        return Optional.ofNullable(carriedOut(command, actor)).map(type::cast);
    }

    /** Sends the command, and answers from its position. An answer that is stored is committed together with the change. */
    public <T> T send(Command command, Actor actor, ChangeAnswer<T> answer) {
        if (!answer.isStored()) {
            AppendedPositions.forget();
            send(command, actor);
            return answer.at(
                    AppendedPositions.of(command.aggregate()).orElseGet(() -> positions.of(command.aggregate())));
        }
        return LostRaces.retry(() -> inOneTransaction(command, actor, answer));
    }

    private @Nullable Object carriedOut(Command command, Actor actor) {
        Supplier<@Nullable Object> dispatch = () -> dispatch(command, actor);
        return CurrentUnitOfWork.isStarted() ? dispatch.get() : LostRaces.retry(dispatch);
    }

    private <T> T inOneTransaction(Command command, Actor actor, ChangeAnswer<T> answer) {
        AtomicReference<T> given = new AtomicReference<>();
        UnitOfWork<CommandMessage<?>> unit = DefaultUnitOfWork.startAndGet(message(command, actor));
        unit.attachTransaction(transactions);
        ResultMessage<@Nullable Object> result = unit.executeWithResult(() -> {
            Object done = dispatch(command, actor);
            // Behind the event bus, which appends in this phase too: the events are in the log, and nobody sees them
            // yet.
            unit.onPrepareCommit(_ -> given.set(answer.at(positions.of(command.aggregate()))));
            return done;
        });
        unwrapped(result);
        return Objects.requireNonNull(given.get());
    }

    private @Nullable Object dispatch(Command command, Actor actor) {
        FutureCallback<Command, @Nullable Object> callback = new FutureCallback<>();
        try (Tracing.Step span = tracing.open("command", actor.fact(Fact.CORRELATION_ID))) {
            bus.dispatch(message(command, actor), callback); // the handler runs in this thread
            ResultMessage<? extends @Nullable Object> result = callback.getResult();
            if (result.isExceptional()) {
                span.set("error.type", result.exceptionResult().getClass().getSimpleName());
            }
            return unwrapped(result);
        }
    }

    private static CommandMessage<Command> message(Command command, Actor actor) {
        return new GenericCommandMessage<>(command, actor.metadata());
    }

    private static @Nullable Object unwrapped(ResultMessage<? extends @Nullable Object> result) {
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(result.exceptionResult());
        }
        return result.getPayload();
    }
}
