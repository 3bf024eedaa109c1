/** The file that an auditor takes away: the log, its checkpoints, the CA, the CRLs, and what was said to be in force. */
@NullMarked
package org.deviceonboarding.verify.bundle;

import org.jspecify.annotations.NullMarked;
