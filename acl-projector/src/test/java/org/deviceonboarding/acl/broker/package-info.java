@NullMarked
package org.deviceonboarding.acl.broker;

import org.jspecify.annotations.NullMarked;
