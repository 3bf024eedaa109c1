package org.deviceonboarding.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Prints the version of this jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "onboard "
                    + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                            .orElse("(not packaged)")
        };
    }
}
