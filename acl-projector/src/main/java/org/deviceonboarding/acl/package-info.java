/** Keeps one broker's ACL and CRL in step with the log. */
@NullMarked
package org.deviceonboarding.acl;

import org.jspecify.annotations.NullMarked;
