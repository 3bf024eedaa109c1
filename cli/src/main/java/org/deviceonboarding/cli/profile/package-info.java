/** What is remembered of portals: the file with their addresses and our keys. */
@NullMarked
package org.deviceonboarding.cli.profile;

import org.jspecify.annotations.NullMarked;
