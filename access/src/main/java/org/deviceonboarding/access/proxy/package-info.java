/** Proxies before the HTTP interface, and the caller's address behind them. */
@NullMarked
package org.deviceonboarding.access.proxy;

import org.jspecify.annotations.NullMarked;
