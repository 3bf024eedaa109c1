/** Access on a port, with probes where the sides' controllers would be. No other package scans this one. */
@NullMarked
package org.deviceonboarding.probe;

import org.jspecify.annotations.NullMarked;
