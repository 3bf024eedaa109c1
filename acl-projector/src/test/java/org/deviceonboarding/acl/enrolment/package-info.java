@NullMarked
package org.deviceonboarding.acl.enrolment;

import org.jspecify.annotations.NullMarked;
