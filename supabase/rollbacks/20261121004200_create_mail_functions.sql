-- Undoes "create mail functions".
drop function ops.account_mail(uuid, uuid);
drop function ops.invitation_sent(uuid, uuid, text);
drop function ops.invitation_mail(uuid, uuid);
