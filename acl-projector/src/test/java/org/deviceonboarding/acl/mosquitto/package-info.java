@NullMarked
package org.deviceonboarding.acl.mosquitto;

import org.jspecify.annotations.NullMarked;
