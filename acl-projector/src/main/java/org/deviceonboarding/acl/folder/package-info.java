/** The folder of a broker: its files, its one owner, staged files, and reserved disk space. */
@NullMarked
package org.deviceonboarding.acl.folder;

import org.jspecify.annotations.NullMarked;
