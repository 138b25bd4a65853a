/**
 * The deployment files say what the code knows, and the services run from them.
 *
 * <p>Not null-marked: it walks through YAML as plain maps, where anything may be missing; then the test fails.
 */
package io.redline.endtoend.deployment;
