package vorlauf.notebooks.display;

import java.util.Locale;
import vorlauf.drawing.Charts;
import vorlauf.notebooks.Clip;

/** Sound: a player, the waveform, the spectrogram, the hash. */
final class ClipDisplay {
    private static final int WIDTH = 900;
    private static final int WAVEFORM_HEIGHT = 190;
    private static final int SPECTROGRAM_HEIGHT = 300;

    private ClipDisplay() {}

    static Rendering of(Clip clip) {
        String summary = String.format(
                Locale.ROOT,
                "%.2f s, %d channel%s at %.0f Hz, peak %.3f, sha256 %s",
                clip.seconds(),
                clip.channels(),
                clip.channels() == 1 ? "" : "s",
                clip.sampleRateHertz(),
                clip.peak(),
                clip.sha256());
        float[][] samples = clip.samples();
        Html html = new Html()
                .audio(clip.wave())
                .png(
                        Charts.waveform(
                                "",
                                samples,
                                clip.sampleRateHertz(),
                                WIDTH,
                                WAVEFORM_HEIGHT * Math.clamp(clip.channels(), 1, 3)),
                        "waveform")
                .png(
                        Charts.spectrogram(
                                "",
                                samples,
                                clip.sampleRateHertz(),
                                Charts.FrequencyScale.LOGARITHMIC,
                                WIDTH,
                                SPECTROGRAM_HEIGHT),
                        "spectrogram")
                .line(summary);
        if (clip.peak() > 1) {
            html.alarm("louder than full scale: the player clips it");
        }
        return new Rendering("clip: " + summary, html.toString());
    }
}
