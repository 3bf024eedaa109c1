package org.deviceonboarding.bench;

import java.util.List;

/** A group of measurements. */
interface Section {
    /** The section's name on the command line. */
    String name();

    /** The programs that the section needs. */
    List<ExternalProgram> needs();

    /** Measures, and returns Markdown. */
    String measure(Workspace workspace, Scale extent) throws Exception;
}
