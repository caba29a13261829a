/* Everybody who works here: search, one row each, a dialog for who may change them, invitations below. */
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import { isOneOf, ORGANIZATION_WIDE } from "../../../shared/access/roles";
import { useFilledPages } from "../../lib/useFilledPages";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { InviteDialog } from "./InviteDialog";
import { Invitations } from "./Invitations";
import { MemberDialog } from "./MemberDialog";
import { type Member, PEOPLE_PAGE } from "./peopleData";

export function Members() {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const manages = roleHas(me.role, "people.manage");
  const teams = useLive(api.people.teams, {});
  const invitations = useLive(api.invitations.list, manages ? {} : "skip");
  const [search, setSearch] = useState("");
  const wanted = search.trim();
  const paged = useFilledPages(api.people.members, wanted === "" ? {} : "skip", PEOPLE_PAGE);
  const found = useLive(api.people.searchMembers, wanted === "" ? "skip" : { text: wanted }, {
    keepPrevious: true,
  });
  const shown = wanted === "" ? paged.rows : found;
  const [openId, setOpenId] = useState<Id<"memberships"> | null>(null);
  const [inviting, setInviting] = useState(false);
  const open = shown?.find((member) => member.membershipId === openId);
  const zone = me.branches[0]?.zone ?? "UTC";

  const branchesOf = (member: Member): string => {
    if (isOneOf(ORGANIZATION_WIDE, member.role)) return t("people.wholeCompany");
    const own = me.branches.filter((branch) => member.branchIds.includes(branch.branchId));
    return format.list(own.map((branch) => words.name(branch.name)));
  };

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="w-full max-w-sm"
          labelHidden
          label={t("people.search")}
          placeholder={t("people.search")}
          value={search}
          onChange={setSearch}
        />
        <span className="flex-1" />
        {manages && (
          <Button
            tone="primary"
            icon={<UserPlus aria-hidden className="size-4" />}
            onPress={() => setInviting(true)}
          >
            {t("people.invite.action")}
          </Button>
        )}
      </div>
      {invitations !== undefined && <Invitations invitations={invitations} zone={zone} />}
      <div className="overflow-x-auto rounded-lg border border-line bg-paper">
        {shown === undefined ? (
          <div className="grid gap-2 p-4">
            {Array.from({ length: 6 }, (_, index) => (
              <Skeleton key={index} className="h-9" />
            ))}
          </div>
        ) : shown.length === 0 ? (
          <EmptyState title={t("people.none.title")}>{t("people.none.text")}</EmptyState>
        ) : (
          <table className="w-full border-collapse text-sm">
            <thead>
              <tr className="border-b border-line text-xs text-ink-3">
                {(["members", "role", "branches"] as const).map((column) => (
                  <th key={column} scope="col" className="px-4 py-2 text-start font-medium">
                    {column === "members" ? t("people.tabs.members") : t(`people.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((member) => (
                <tr key={member.membershipId} className="border-t border-line first:border-t-0">
                  <td className="px-4 py-2">
                    <span className="flex flex-wrap items-baseline gap-x-2">
                      {manages ? (
                        <button
                          type="button"
                          aria-label={t("people.edit", { name: words.name(member.name) })}
                          className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
                          onClick={() => setOpenId(member.membershipId)}
                        >
                          <bdi>{words.name(member.name)}</bdi>
                        </button>
                      ) : (
                        <bdi className="font-medium">{words.name(member.name)}</bdi>
                      )}
                      {member.you && <span className="text-xs text-ink-3">({t("people.you")})</span>}
                      {member.deactivatedAt !== null && (
                        <span className="rounded-sm bg-urgent-soft px-1.5 text-xs text-urgent-ink">
                          {t("people.deactivated")}
                        </span>
                      )}
                    </span>
                    {member.email !== null && (
                      <span className="block text-xs text-ink-3">
                        <Ltr>{member.email}</Ltr>
                      </span>
                    )}
                  </td>
                  <td className="px-4 py-2 whitespace-nowrap">{words.role(member.role)}</td>
                  <td className="px-4 py-2 text-ink-2">{branchesOf(member)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {wanted === "" && paged.hasMore && (
          <div className="border-t border-line p-2 text-center">
            <Button tone="quiet" size="small" onPress={paged.loadMore}>
              {t("people.more")}
            </Button>
          </div>
        )}
      </div>
      {open && (
        <MemberDialog
          key={`${open.membershipId} ${open.version}`}
          member={open}
          teams={teams ?? []}
          onClose={() => setOpenId(null)}
        />
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}
