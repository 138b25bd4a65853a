package io.redline.desk.api;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.redline.runtime.Scope;

/**
 * One call of the API.
 *
 * @param method HTTP method
 * @param path path, parameters in braces
 * @param access when it may be called, and whether a token is asked for
 * @param scope what the token has to allow; nothing is asked where no token is
 * @param body what a caller sends
 * @param handler answers it
 */
record Route(HandlerType method, String path, Access access, Scope scope, Body body, Handler handler) {

    /** When it may be called, and by whom. */
    enum Access {
        /** Anybody, even before the desk is ready. */
        OPEN,
        /** Whoever has a token, where tokens are set; even before the desk is ready. */
        TOKEN,
        /** As {@link #TOKEN}, once the desk is ready. */
        READY,
        /** Whoever has a signed link, once the desk is ready. */
        LINK
    }

    /** What a caller sends. */
    enum Body {
        NONE,
        JSON,
        /** A JSON object or array, or one object a line. */
        ARTICLES,
        /** A JSON array, or a table. */
        WATCHES
    }

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Access.READY, Scope.READ, Body.NONE, handler);
    }

    static Route open(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Access.OPEN, Scope.READ, Body.NONE, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, Access.READY, Scope.WRITE, Body.JSON, handler);
    }

    static Route put(String path, Handler handler) {
        return new Route(HandlerType.PUT, path, Access.READY, Scope.WRITE, Body.JSON, handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route(HandlerType.DELETE, path, Access.READY, Scope.WRITE, Body.NONE, handler);
    }

    boolean asksForToken() {
        return access == Access.TOKEN || access == Access.READY;
    }

    boolean waitsUntilReady() {
        return access == Access.READY || access == Access.LINK;
    }

    Route with(Access other) {
        return new Route(method, path, other, scope, body, handler);
    }

    Route with(Scope other) {
        return new Route(method, path, access, other, body, handler);
    }

    Route with(Body other) {
        return new Route(method, path, access, scope, other, handler);
    }
}
