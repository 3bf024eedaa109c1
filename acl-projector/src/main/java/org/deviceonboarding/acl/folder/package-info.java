/** The folder that a broker lives in: its files, its one owner, staged files, and disk space kept in reserve. */
@NullMarked
package org.deviceonboarding.acl.folder;

import org.jspecify.annotations.NullMarked;
