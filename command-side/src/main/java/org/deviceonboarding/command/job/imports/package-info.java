/** POST /imports: lists of devices, checked as a whole and registered in the background. */
@NullMarked
package org.deviceonboarding.command.job.imports;

import org.jspecify.annotations.NullMarked;
