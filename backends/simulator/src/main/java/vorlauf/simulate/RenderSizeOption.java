package vorlauf.simulate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vorlauf.cli.CommandException;

/** The option that sets a platform up, the same for each command that has {@code --profile}. */
public final class RenderSizeOption {
    @Option(
            names = "--render-size-hint",
            paramLabel = "HINT",
            description = "What a page asks for with --profile audio-worklet: default (128 frames), hardware or a count"
                    + " of frames.")
    private @Nullable String hint;

    /**
     * A platform as it was set up; empty where none was named.
     *
     * <p>Errors: wrong usage where a hint stands without {@code --profile audio-worklet}, or is none.
     *
     * @param platform what {@code --profile} names
     */
    public Optional<Profile> on(Optional<Platform> platform) {
        String given = hint;
        if (given == null) {
            return platform.map(Profile::of);
        }
        if (platform.isEmpty()) {
            throw CommandException.usage("--render-size-hint stands without --profile audio-worklet");
        }
        return Optional.of(hinted(platform.get(), given));
    }

    private static Profile hinted(Platform platform, String hint) {
        if (platform != Platform.AUDIO_WORKLET) {
            throw CommandException.usage(
                    "--render-size-hint stands beside --profile " + platform.key() + "; audio-worklet has it");
        }
        return new Profile(
                platform,
                RenderSize.of(hint, platform.sampleRateHertz())
                        .orElseThrow(() -> CommandException.usage("--render-size-hint is " + hint + ", must be "
                                + RenderSize.choices(platform.sampleRateHertz()))));
    }
}
