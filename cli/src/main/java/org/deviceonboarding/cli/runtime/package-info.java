/** What commands take from the machine: the clock and random numbers. */
@NullMarked
package org.deviceonboarding.cli.runtime;

import org.jspecify.annotations.NullMarked;
