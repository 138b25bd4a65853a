package io.redline.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house, for all modules at once. */
@AnalyzeClasses(packages = "io.redline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SERVICES = {
        "io.redline.ingest..", "io.redline.detector..", "io.redline.alerter..", "io.redline.desk.."
    };

    @ArchTest
    static final ArchRule servicesKnowOnlySchemasRuntimeAndMatcher = noClasses()
            .that()
            .resideInAnyPackage("io.redline.schemas..", "io.redline.runtime..", "io.redline.matcher..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVICES)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.redline.local..", "io.redline.embedded..");

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther = slices().matching("io.redline.(ingest|detector|alerter|desk)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule servicesDoNotKnowTheLocalSystem = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.redline.local..", "io.redline.embedded..");

    @ArchTest
    static final ArchRule theMatcherKnowsNoKafka = noClasses()
            .that()
            .resideInAPackage("io.redline.matcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule kafkaStopsAtTheEdgeOfAService = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .and(not(atTheEdge()))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.."));

    @ArchTest
    static final ArchRule onlyOneClassKnowsTheRegistryClient = classes()
            .that()
            .haveSimpleNameNotStartingWith("SchemaRegistry")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Common|Base)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    private static DescribedPredicate<JavaClass> atTheEdge() {
        return simpleNameEndingWith("Main")
                .or(simpleNameEndingWith("Service"))
                .or(simpleNameEndingWith("Topology"))
                .or(simpleNameEndingWith("Processor"))
                .or(simpleNameEndingWith("Consumer"))
                .or(simpleNameEndingWith("Producer"))
                .or(simpleNameEndingWith("Publisher"))
                // Classes inside them.
                .or(DescribedPredicate.describe("nested in one of these", nested -> nested.getEnclosingClass()
                        .map(outer -> atTheEdge().test(outer))
                        .orElse(false)));
    }

    private static DescribedPredicate<JavaClass> not(DescribedPredicate<JavaClass> predicate) {
        return DescribedPredicate.not(predicate);
    }
}
