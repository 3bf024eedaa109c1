package org.deviceonboarding.cli.profile;

import java.net.URI;
import java.nio.file.Path;
import org.deviceonboarding.cli.http.BearerKey;
import org.jspecify.annotations.Nullable;

/**
 * A portal, and who we are there.
 *
 * @param caFile the CAs that its certificate may come from, null for those that Java trusts
 * @param insecureHttp whether the key may travel in the clear
 */
public record Profile(URI url, BearerKey key, @Nullable Path caFile, boolean insecureHttp) {}
