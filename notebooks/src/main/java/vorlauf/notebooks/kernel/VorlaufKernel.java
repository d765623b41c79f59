package vorlauf.notebooks.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.comm.CommOpenCommand;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import vorlauf.cli.Main;
import vorlauf.notebooks.display.Clicks;
import vorlauf.notebooks.kernel.CellOutcome.Done;
import vorlauf.notebooks.kernel.CellOutcome.Failed;
import vorlauf.notebooks.kernel.CellOutcome.Shown;

/**
 * A kernel of the IJava line: Jupyter's messages on one side, a {@link JavaSession} on the other.
 *
 * <p>Threads: requests come on the protocol library's shell thread, interrupts and the end on its control thread.
 */
public final class VorlaufKernel extends BaseKernel {
    private static final String NOT_RUN = "not run: a cell before it has failed";

    private final CompletableFuture<JavaSession> starting;
    private final CellsIo cellsIo;
    private final CellHistory history = new CellHistory();
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable JupyterConnection connection;

    /** A kernel around a session, which it closes at its end. */
    public VorlaufKernel(JavaSession session) {
        this(CompletableFuture.completedFuture(session));
    }

    /** A kernel around a session that is being made; requests that need it wait for it. */
    VorlaufKernel(CompletableFuture<JavaSession> session) {
        this(session, new CellsIo());
    }

    private VorlaufKernel(CompletableFuture<JavaSession> session, CellsIo io) {
        super(
                "vorlauf",
                Main.version(),
                new LanguageInfo.Builder("java")
                        .version(Runtime.version().toString())
                        .mimetype("text/x-java-source")
                        .fileExtension(".jshell")
                        .pygments("java")
                        .codemirror("text/x-java")
                        .build(),
                List.<HelpLink>of(),
                null,
                io,
                new CommManager(),
                new Renderer(),
                new MagicParser("%", "%%", new MagicTranspiler()),
                new MagicsRegistry(),
                true,
                new StringStyler.Builder().build());
        this.starting = session;
        this.cellsIo = io;
        commManager.registerTarget(Clicks.COMM_TARGET, Click::new);
    }

    private JavaSession session() {
        return starting.join();
    }

    @Override
    protected synchronized void handleExecuteRequest(
            ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        boolean counts = !request.isSilent() && request.shouldStoreHistory();
        int count = counts ? executionCount.getAndIncrement() : executionCount.get();
        if (counts) {
            history.add(count, request.getCode());
        }
        commManager.setMessageContext(message);
        environment.setBusyDeferIdle();
        if (!request.isSilent()) {
            environment.publish(new PublishExecuteInput(request.getCode(), count));
        }
        cellsIo.attach(environment, request.isStdinEnabled());
        CellOutcome outcome;
        try {
            outcome = session().run(new Cell(count, request.getCode(), new JupyterOutput(environment)));
        } finally {
            cellsIo.detach(environment);
        }
        switch (outcome) {
            case Done _ -> environment.reply(new ExecuteReply(count, Map.of()));
            case Shown shown -> {
                if (!request.isSilent()) {
                    environment.publish(new PublishExecuteResult(count, JupyterOutput.data(shown.bundle())));
                }
                environment.reply(new ExecuteReply(count, Map.of()));
            }
            case Failed failed -> {
                // what comes from here on answers the failure, and is run
                List<Message<?>> waiting = request.shouldStopOnError() ? waiting(environment.getShell()) : List.of();
                environment.publish(new PublishError(failed.name(), failed.message(), failed.lines()));
                ErrorReply reply = reply(failed);
                reply.setExecutionCount(count);
                environment.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
                for (Message<?> next : waiting) {
                    answer(environment, next);
                }
            }
        }
    }

    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment environment, Message<HistoryRequest> message) {
        environment.setBusyDeferIdle();
        environment.reply(new Message<>(
                environment.getContext(),
                CellHistory.ANSWER,
                new CellHistory.Answer(history.of(message.getContent()))));
    }

    private static ErrorReply reply(Failed failed) {
        return new ErrorReply(failed.name(), failed.message(), failed.lines());
    }

    /** All that has come and was not read. */
    private static List<Message<?>> waiting(JupyterSocket shell) {
        List<Message<?>> waiting = new ArrayList<>();
        while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
            Message<?> message = shell.readMessage();
            if (message != null) {
                waiting.add(message);
            }
        }
        return waiting;
    }

    /** "Run all" sends all cells at once: those after a failure are answered, not run. Other questions are answered as ever. */
    private <T> void answer(ShellReplyEnvironment failed, Message<T> waiting) {
        if (waiting.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) {
            ReplyEnvironment answer = new DefaultReplyEnvironment(failed.getShell(), failed.getIopub(), waiting);
            answer.setStatusBusy();
            answer.replyError(
                    ExecuteReply.MESSAGE_TYPE.error(), reply(new Failed("NotRun", NOT_RUN, List.of(NOT_RUN))));
            answer.publish(new PublishStream(PublishStream.StreamType.ERR, NOT_RUN + "\n"));
            answer.setStatusIdle();
            return;
        }
        JupyterConnection channels = connection;
        if (channels != null && failed.getShell() instanceof ShellChannel shell) {
            ShellHandler<T> handler = channels.getHandler(waiting.getHeader().getType());
            if (handler != null) {
                ShellReplyEnvironment environment = channels.prepareReplyEnv(shell, waiting);
                handler.handle(environment, waiting);
                environment.resolveDeferrals();
            }
        }
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection of) {
        super.becomeHandlerForConnection(of);
        connection = of;
    }

    /** Runs a cell that nobody shows; what it prints goes nowhere. For the protocol library's own use. */
    @Override
    public @Nullable Object evalRaw(String source) {
        CellOutcome outcome = session().run(new Cell(executionCount.get(), source, Nowhere.INSTANCE));
        return switch (outcome) {
            case Done _ -> null;
            case Shown shown -> JupyterOutput.data(shown.bundle());
            case Failed failed -> throw new IllegalStateException(failed.message());
        };
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        String found = session().assistance().document(code, at);
        return found.isEmpty() ? null : new DisplayData(found);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        Assistance.Completion completion = session().assistance().complete(code, at);
        return new ReplacementOptions(completion.texts(), completion.start(), completion.end());
    }

    @Override
    public String isComplete(String code) {
        return switch (session().assistance().wholeness(code)) {
            case COMPLETE -> IS_COMPLETE_YES;
            case INVALID -> IS_COMPLETE_BAD;
            case INCOMPLETE -> "    ";
        };
    }

    @Override
    public void interrupt() {
        session().interrupt();
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        if (ended.compareAndSet(false, true)) {
            session().interrupt();
            session().close();
            super.onShutdown(isRestarting);
        }
    }

    /** Drops everything. */
    private enum Nowhere implements CellOutput {
        INSTANCE;

        @Override
        public void stream(String name, String text) {}

        @Override
        public void display(Map<String, String> bundle, String displayId) {}

        @Override
        public void update(Map<String, String> bundle, String displayId) {}
    }

    /** A click on a button of a display: it opens this, is answered with a line, and closes it. */
    private static final class Click extends Comm {
        Click(CommManager manager, String id, String target, Message<CommOpenCommand> opened) {
            super(manager, id, target);
            JsonElement name = opened.getContent().getData().get("name");
            JsonObject answer = new JsonObject();
            answer.addProperty("told", Clicks.click(name == null ? "" : name.getAsString()));
            send(answer);
        }

        @Override
        protected void onMessage(Message<CommMsgCommand> message) {}

        @Override
        protected void onClose(Message<CommCloseCommand> message, boolean sending) {}
    }
}
