call keep_approvals();
