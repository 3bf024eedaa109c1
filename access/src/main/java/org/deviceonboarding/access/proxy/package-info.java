/** Proxies before the HTTP interface, and what they say about who called. */
@NullMarked
package org.deviceonboarding.access.proxy;

import org.jspecify.annotations.NullMarked;
