package org.deviceonboarding.cli.job;

/** A group of commands about one kind of job. The commands in the group ask their group for the kind. */
interface JobGroup {
    JobApi api();
}
