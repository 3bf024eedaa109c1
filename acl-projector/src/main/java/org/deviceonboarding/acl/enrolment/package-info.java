/** The certificates of the broker and of its canaries. */
@NullMarked
package org.deviceonboarding.acl.enrolment;

import org.jspecify.annotations.NullMarked;
