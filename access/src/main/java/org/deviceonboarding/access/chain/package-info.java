/** Authentication and authorization of each request. */
@NullMarked
package org.deviceonboarding.access.chain;

import org.jspecify.annotations.NullMarked;
