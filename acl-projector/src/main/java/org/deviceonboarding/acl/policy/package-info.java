/** The desired state of one broker, folded from the log: its policy, what its CRL has to know, whose sessions have to end. */
@NullMarked
package org.deviceonboarding.acl.policy;

import org.jspecify.annotations.NullMarked;
