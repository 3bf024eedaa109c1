/** What goes with an append: rules, rows of other tables, and the news that the log has grown. */
@NullMarked
package org.deviceonboarding.log.append;

import org.jspecify.annotations.NullMarked;
