package org.deviceonboarding.bench;

import java.util.List;

/** One group of measurements. */
interface Section {
    /** What to call it on the command line. */
    String name();

    /** The programs it cannot do without. */
    List<ExternalProgram> needs();

    /** Measures, and returns Markdown. */
    String measure(Workspace workspace, Scale extent) throws Exception;
}
