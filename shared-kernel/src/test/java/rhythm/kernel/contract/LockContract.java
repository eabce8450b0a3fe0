package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A locked record stays as it is until an administrator unlocks it. */
public interface LockContract extends Contract {
    String LOCK = """
            [{"op": "add", "path": "/sys_locked", "value": true}]""";
    String UNLOCK = """
            [{"op": "replace", "path": "/sys_locked", "value": false}]""";
    String CHANGE = """
            [{"op": "add", "path": "/sys_external_id", "value": "changed"}]""";

    @ParameterizedTest
    @MethodSource("subjects")
    default void onlyAdministratorsLockAndUnlock(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        Api editor = acme.as(Tenant.EDITOR);
        Api admin = acme.as("tenant-admin");
        editor.patch(resource, id, LOCK).is(403);
        editor.put(resource, id, acme.body(resource).put("sys_locked", true)).is(403);
        editor.post(resource, acme.body(resource).put("sys_locked", true)).is(403);
        assertFalse(acme.read(resource, id).path("sys_locked").asBoolean());
        assertTrue(admin.patch(resource, id, LOCK)
                .is(200)
                .json()
                .path("sys_locked")
                .asBoolean());
        int refused = resource.isOneATenant() ? 403 : 409;
        editor.patch(resource, id, UNLOCK).is(refused);
        editor.patch(resource, id, CHANGE).is(refused);
        editor.delete(resource, id).is(refused);
        assertFalse(admin.patch(resource, id, UNLOCK)
                .is(200)
                .json()
                .path("sys_locked")
                .asBoolean(true));
        admin.patch(resource, id, CHANGE).is(200);
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void editorsGoOnOnceARecordIsUnlocked(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        acme.as("tenant-admin").patch(resource, id, LOCK).is(200);
        acme.as("tenant-admin").patch(resource, id, UNLOCK).is(200);
        Api editor = acme.as(Tenant.EDITOR);
        editor.put(resource, id, acme.replacement(resource, id)).is(200);
        editor.post(resource, acme.body(resource).put("sys_locked", false)).is(200);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aLockedRecordRefusesEveryWriteUntilUnlocked(Resource resource) {
        Tenant acme = acme();
        String id = acme.api
                .post(resource, acme.body(resource).put("sys_locked", true))
                .is(200)
                .id();
        ObjectNode locked = acme.read(resource, id);
        acme.api
                .put(resource, id, locked.deepCopy().put("sys_external_id", "changed"))
                .is(409);
        acme.api.put(resource, id, locked).is(409);
        acme.api.patch(resource, id, CHANGE).is(409);
        acme.api.delete(resource, id).is(409);
        BatchContract.Rows batch = new BatchContract.Rows()
                .patch(id, "add", "changed")
                .update(id, locked)
                .delete(id);
        assertEquals(List.of(false, false, false), BatchContract.Rows.done(batch.sendTo(acme.api, resource)));
        assertEquals(locked, acme.read(resource, id));
        acme.api.put(resource, id, locked.deepCopy().put("sys_locked", false)).is(200);
        acme.api.patch(resource, id, CHANGE).is(200);
        acme.api.delete(resource, id).is(resource.deletion());
    }
}
