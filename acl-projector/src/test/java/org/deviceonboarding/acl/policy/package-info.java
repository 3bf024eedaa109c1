@NullMarked
package org.deviceonboarding.acl.policy;

import org.jspecify.annotations.NullMarked;
