import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { toast } from "#ui/Toast.tsx";

export function WithdrawInvitation({ invitation }: { invitation: { id: string; name: string } }) {
  const withdraw = useAction("DELETE", `/api/invitations/${invitation.id}`, {
    onDone: () => toast(`给${invitation.name}的邀请已收回`),
  });
  return (
    <Button small busy={withdraw.busy} onClick={() => withdraw.run({})}>
      收回
    </Button>
  );
}
