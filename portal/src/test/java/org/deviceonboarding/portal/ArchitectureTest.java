package org.deviceonboarding.portal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.bucket4j.Bucket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What the modules may know of each other and of the world, in words. */
@AnalyzeClasses(
        packages = "org.deviceonboarding",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTheirFixtures.class})
class ArchitectureTest {
    /** What tests share is no part of the product: the test kit, the benchmarks, and the test jars of modules. */
    static final class WithoutTheirFixtures implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/testkit/") && !location.contains("/bench/") && !location.contains("-tests.jar");
        }
    }

    private static final String BASE = "org.deviceonboarding.";
    private static final String NEW = "<init>";

    // What would make an event, a file or a test depend on the moment or on luck, by owner and method.
    private static final Map<Class<?>, Set<String>> CHANCE = Map.ofEntries(
            Map.entry(Instant.class, Set.of("now")),
            Map.entry(LocalDate.class, Set.of("now")),
            Map.entry(LocalDateTime.class, Set.of("now")),
            Map.entry(LocalTime.class, Set.of("now")),
            Map.entry(OffsetDateTime.class, Set.of("now")),
            Map.entry(OffsetTime.class, Set.of("now")),
            Map.entry(Year.class, Set.of("now")),
            Map.entry(YearMonth.class, Set.of("now")),
            Map.entry(ZonedDateTime.class, Set.of("now")),
            Map.entry(Date.class, Set.of(NEW)),
            Map.entry(
                    Clock.class,
                    Set.of("systemUTC", "systemDefaultZone", "system", "tickMinutes", "tickSeconds", "tickMillis")),
            Map.entry(InstantSource.class, Set.of("system")),
            Map.entry(System.class, Set.of("currentTimeMillis")),
            Map.entry(Random.class, Set.of(NEW)),
            Map.entry(SecureRandom.class, Set.of(NEW, "getInstanceStrong", "getInstance")),
            Map.entry(SplittableRandom.class, Set.of(NEW)),
            Map.entry(RandomGenerator.class, Set.of("getDefault", "of")),
            Map.entry(ThreadLocalRandom.class, Set.of("current")),
            Map.entry(Math.class, Set.of("random")),
            Map.entry(UUID.class, Set.of("randomUUID")));

    @ArchTest
    static final ArchRule commandSideKnowsNoOtherSide = side("command", "query", "audit", "crl", "acl");

    @ArchTest
    static final ArchRule querySideKnowsNoOtherSide = side("query", "command", "audit", "crl", "acl");

    @ArchTest
    static final ArchRule auditSideKnowsNoOtherSide = side("audit", "command", "query", "crl", "acl")
            .because("what it needs of the read models are interfaces in log and domain, which the query side"
                    + " implements");

    @ArchTest
    static final ArchRule crlProjectorKnowsNoOtherSide = side("crl", "command", "query", "audit", "acl");

    @ArchTest
    static final ArchRule aclProjectorKnowsNoOtherSide = side("acl", "command", "query", "audit", "crl");

    @ArchTest
    static final ArchRule pagesReadWhatTheSidesAnswer = noClasses()
            .that()
            .resideInAPackage(within("web"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    within("portal"),
                    within("log"),
                    within("logformat"),
                    within("pki"),
                    within("ledger"),
                    "java.sql..",
                    "org.springframework.jdbc..",
                    "org.axonframework..")
            .because("pages read what the sides answer, and not how that is stored or decided");

    @ArchTest
    static final ArchRule nobodyButTheWiringKnowsThePages = noClasses()
            .that()
            .resideOutsideOfPackages(within("web"), within("portal"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(within("web"));

    @ArchTest
    static final ArchRule embeddedPostgresKnowsNothingOfDevices = noClasses()
            .that()
            .resideInAPackage(within("postgres"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.deviceonboarding..")
                    .and(not(resideInAnyPackage(within("postgres"), within("access")))))
            .because("it starts a database, whatever is in there");

    @ArchTest
    static final ArchRule nobodyButTheWiringKnowsTheEmbeddedPostgres = noClasses()
            .that()
            .resideOutsideOfPackages(within("postgres"), within("portal"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(within("postgres"))
            .because("it can be left out where there is a PostgreSQL already");

    @ArchTest
    static final ArchRule onlyTheWiringKnowsMosquitto = noClasses()
            .that()
            .resideOutsideOfPackage(within("acl.mosquitto"))
            .and()
            .doNotHaveSimpleName("AclSide")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(within("acl.mosquitto"))
            .because("another kind of broker is a package beside Mosquitto's, and a change of AclSide; use"
                    + " BrokerAdapter");

    @ArchTest
    static final ArchRule onlyTheSidesThatSignKnowThePki = noClasses()
            .that()
            .resideInAnyPackage(within("query"), within("audit"), within("acl"), within("domain"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(within("pki"));

    @ArchTest
    static final ArchRule pkiKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage(within("pki"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.axonframework..", within("domain"));

    @ArchTest
    static final ArchRule everyAllowanceFillsByTheClockThatOnlyGoesForward = noClasses()
            .that()
            .doNotHaveSimpleName("Allowance")
            .should()
            .callMethod(Bucket.class, "builder")
            .because("a clock that is put back would stop an allowance from filling; use Allowance");

    @ArchTest
    static final ArchRule bouncyCastleStaysInThePki = noClasses()
            .that()
            .resideOutsideOfPackage(within("pki"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule theDomainIsMadeOfLittle = classes()
            .that()
            .resideInAPackage(within("domain"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    within("domain"),
                    "java..",
                    "org.jspecify..",
                    "org.pcollections..",
                    "com.fasterxml.jackson.annotation.."));

    @ArchTest
    static final ArchRule auditorsNeedNothingButTheLedger = classes()
            .that()
            .resideInAPackage(within("ledger"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(within("ledger"), "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule theStoredFormOfEventsNeedsNoStore = classes()
            .that()
            .resideInAPackage(within("logformat"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    within("logformat"),
                    within("ledger"),
                    within("domain"),
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "tools.jackson.."))
            .because("an offline verification reads the same form");

    @ArchTest
    static final ArchRule theLogKnowsNobodyWhoUsesIt = noClasses()
            .that()
            .resideInAPackage(within("log"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    within("access"),
                    within("command"),
                    within("query"),
                    within("crl"),
                    within("acl"),
                    within("audit"),
                    within("verify"),
                    within("portal"),
                    "org.springframework.web..",
                    "org.springframework.security..");

    @ArchTest
    static final ArchRule onlyTheDispatcherSendsCommands = noClasses()
            .that()
            .doNotHaveSimpleName("CommandDispatcher")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.axonframework.commandhandling.CommandBus")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework.commandhandling.gateway..")
            .because("CommandDispatcher gives each command an actor, and repeats it after a lost race");

    @ArchTest
    static final ArchRule whoeverReadsTheLogKnowsNoAxon = noClasses()
            .that()
            .resideInAnyPackage(
                    BASE + "query..",
                    BASE + "audit..",
                    BASE + "crl..",
                    BASE + "acl..",
                    BASE + "web..",
                    BASE + "log.reader..",
                    BASE + "log.readmodel..",
                    BASE + "log.upkeep..",
                    BASE + "log.read..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework..")
            .because("whoever follows the log is a LogReader, whatever appends the events");

    @ArchTest
    static final ArchRule accessKnowsNoSide = side("access", "command", "query", "crl", "acl", "audit");

    @ArchTest
    static final ArchRule whatAuditorsRunNeedsNoDatabase = noClasses()
            .that()
            .resideInAnyPackage(within("verify"), within("ledger"), within("logformat"), within("domain"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("an auditor verifies an exported log with nothing but these");

    @ArchTest
    static final ArchRule verificationIsMadeOfLittle = classes()
            .that()
            .resideInAPackage(within("verify"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    within("verify"),
                    within("ledger"),
                    within("logformat"),
                    within("domain"),
                    "java..",
                    "javax.security..",
                    "org.jspecify..",
                    "org.pcollections..",
                    "com.fasterxml.jackson.annotation..",
                    "tools.jackson.."));

    @ArchTest
    static final ArchRule theCommandLineKnowsNoServer = noClasses()
            .that()
            .resideInAPackage(within("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    within("portal"),
                    within("command"),
                    within("query"),
                    within("crl"),
                    within("acl"),
                    within("audit"),
                    within("log"),
                    within("access"),
                    within("pki"),
                    "java.sql..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule eventsAreRecords = classes()
            .that()
            .areAssignableTo(OnboardingEvent.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule timeAndChanceAreHandedIn = noClasses()
            .that()
            .doNotHaveSimpleName("CompositionRoot")
            .and()
            .doNotHaveSimpleName("CliRuntime")
            .should()
            .accessTargetWhere(isLeftToChance())
            .because("time comes from an injected InstantSource, and random numbers from an injected SecureRandom");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .because("a constructor says what a class needs");

    @ArchTest
    static final ArchRule noStateIsShared = fields().that()
            .haveModifier(JavaModifier.STATIC)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("state belongs to an object that is handed in");

    @ArchTest
    static final ArchRule packagesGoRoundInNoCircles =
            slices().matching("org.deviceonboarding.(**)").should().beFreeOfCycles();

    private static ArchRule side(String side, String... others) {
        String[] forbidden = Stream.concat(Stream.of("portal"), Arrays.stream(others))
                .map(ArchitectureTest::within)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(within(side))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }

    private static String within(String module) {
        return BASE + module + "..";
    }

    private static DescribedPredicate<JavaAccess<?>> isLeftToChance() {
        return DescribedPredicate.describe(
                "a clock is read or a random number drawn that nobody handed in",
                access -> CHANCE.entrySet().stream()
                        .anyMatch(entry -> access.getTargetOwner().isEquivalentTo(entry.getKey())
                                && entry.getValue().contains(access.getTarget().getName())));
    }
}
