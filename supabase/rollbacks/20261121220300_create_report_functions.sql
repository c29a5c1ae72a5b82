-- Undoes "create report functions".
drop trigger report_arrived on public.file_storage;
drop trigger report_completed on public.bookings;
drop function
  ops.report_failed(uuid, uuid, text), ops.report_made(uuid, uuid, jsonb), ops.report_to_make(uuid, uuid),
  private.report_arrived(), private.report_completed(), public.make_visit_report(jsonb),
  private.request_report(uuid, uuid), public.get_visit_report(uuid),
  private.service_report_row(public.service_reports, text), private.document_sum(jsonb),
  private.report_document(uuid, uuid);
