package org.deviceonboarding.access.chain;

import static org.deviceonboarding.access.caller.AccessRole.ADMIN;
import static org.deviceonboarding.access.caller.AccessRole.AUDITOR;
import static org.deviceonboarding.access.caller.AccessRole.OPERATOR;
import static org.deviceonboarding.access.chain.AccessRule.only;
import static org.deviceonboarding.access.chain.AccessRule.open;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import java.util.Set;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.http.HealthProbes;

/** The table of who may call what. The first rule that fits counts; what none names is closed. */
final class AccessRules {
    private static final Set<AccessRole> ANYONE_WE_KNOW = Set.of(OPERATOR, AUDITOR, ADMIN);
    private static final Set<AccessRole> OPERATORS = Set.of(OPERATOR, ADMIN);
    private static final Set<AccessRole> AUDITORS = Set.of(AUDITOR, ADMIN);
    private static final Set<AccessRole> ADMINS = Set.of(ADMIN);

    static final List<AccessRule> ALL = List.of(
            // For everybody: what probes, scrapers, brokers and devices fetch, and the way in.
            open("/health", HealthProbes.LIVE, HealthProbes.READY),
            open("/metrics", "/ca.crt", "/ca/chain.pem", "/crl", "/crl.pem"),
            open(GET, "/crl/root", "/crl/root.pem", "/crl/chain.pem"),
            open("/credentials/*", "/credentials/batch/*"), // the link itself is the right
            open(GET, "/audit/checkpoint", "/audit/checkpoints", "/audit/proof/*"),
            open(GET, "/openapi.json", "/docs", "/docs/**", "/assets/**"),
            open("/login", "/logout", "/oauth2/authorization/oidc", "/login/oauth2/code/oidc"),
            only(Set.of(), GET, "/whoami"), // anybody we know, whatever their roles

            // Devices.
            only(
                    OPERATORS,
                    POST,
                    "/register",
                    "/renew/*",
                    "/reissue/*",
                    "/suspend/*",
                    "/resume/*",
                    "/revoke/*",
                    "/decommission/*"),
            only(OPERATORS, PATCH, "/device/*"),
            only(
                    ANYONE_WE_KNOW,
                    GET,
                    "/device/*",
                    "/device/*/history",
                    "/devices",
                    "/devices/*",
                    "/renewals",
                    "/brokers"),

            // Hiding a broker that lets devices in would make a revocation look complete.
            only(ADMINS, POST, "/brokers/*/retire"),

            // Many devices at once, and what needs a second person.
            only(ANYONE_WE_KNOW, GET, "/imports", "/imports/**", "/bulk", "/bulk/**", "/approvals", "/approvals/**"),
            only(OPERATORS, "/imports", "/imports/**", "/bulk", "/bulk/**", "/approvals", "/approvals/**"),

            // What devices may reach.
            only(ADMINS, PUT, "/acl-templates/*"),
            only(ANYONE_WE_KNOW, GET, "/acl-templates", "/acl-templates/*"),
            only(ANYONE_WE_KNOW, POST, "/acl-templates/*/preview"),

            // The record, and the keys to all this.
            only(AUDITORS, "/audit/**"),
            only(ADMINS, "/admin/**"),

            // Pages.
            only(AUDITORS, "/ui/audit", "/ui/audit/**"),
            only(OPERATORS, "/ui/register"),
            only(ANYONE_WE_KNOW, "/", "/ui/**"));

    private AccessRules() {}
}
