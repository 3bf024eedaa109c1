/** What a request at the port for devices carries. */
@NullMarked
package org.deviceonboarding.access.deviceport;

import org.jspecify.annotations.NullMarked;
