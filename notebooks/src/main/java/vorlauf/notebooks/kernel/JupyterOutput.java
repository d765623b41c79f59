package vorlauf.notebooks.kernel;

import java.util.Map;
import org.dflib.jjava.jupyter.channels.DefaultReplyEnvironment;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * The outputs of a cell as Jupyter's messages.
 *
 * <p>It has a reply environment of its own: that of the request holds messages back while it is being answered, those of other
 * threads among them.
 */
final class JupyterOutput implements CellOutput {
    private final ReplyEnvironment environment;

    JupyterOutput(DefaultReplyEnvironment request) {
        environment = new DefaultReplyEnvironment(request.getShell(), request.getIopub(), request.getContext());
    }

    @Override
    public void stream(String name, String text) {
        environment.publish(new PublishStream(
                name.equals("stderr") ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text));
    }

    @Override
    public void display(Map<String, String> bundle, String displayId) {
        environment.publish(new PublishDisplayData(data(bundle, displayId)));
    }

    @Override
    public void update(Map<String, String> bundle, String displayId) {
        environment.publish(new PublishUpdateDisplayData(data(bundle, displayId)));
    }

    private static DisplayData data(Map<String, String> bundle, String displayId) {
        DisplayData data = data(bundle);
        data.setDisplayId(displayId);
        return data;
    }

    /** A bundle as the protocol has it. */
    static DisplayData data(Map<String, String> bundle) {
        DisplayData data = new DisplayData();
        bundle.forEach(data::putData);
        return data;
    }
}
