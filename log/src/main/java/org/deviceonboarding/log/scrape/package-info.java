/** What a scrape of the metrics has to look up. */
@NullMarked
package org.deviceonboarding.log.scrape;

import org.jspecify.annotations.NullMarked;
