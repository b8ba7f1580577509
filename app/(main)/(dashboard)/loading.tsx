import { DashboardSkeleton } from "#components/dashboard/dashboard-skeleton.tsx";

export default function DashboardLoading() {
	return <DashboardSkeleton />;
}
